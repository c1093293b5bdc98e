"""From Python: every answer in one call, with the types that its values have; and the notebook runs and says what it says."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.errors import KgError, NoStore, QueryError
from ontology.namespaces import PREFIXES, expand
from tests.readings import EMERGENCY, county, province, stored

ROOT = Path(__file__).parents[1]
pd = pytest.importorskip("pandas", reason="pandas is not installed: pip install 'zeren-kg[analysis]'")


@pytest.fixture(scope="module")
def g(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kg.Graph]:
    with kg.open(stored(tmp_path_factory.mktemp("graph") / "s", county(), province())) as graph:
        yield graph


def test_a_saved_question(g: kg.Graph) -> None:
    found = g.ask("who-is-responsible", sector="危化品")
    assert isinstance(found, pd.DataFrame)
    assert found[["who", "role"]].values.tolist() == [["青溪县应急管理局", "牵头"], ["青溪县公安局", "配合"]]
    text = county().document.text
    for row in found.itertuples():
        assert text[row.begin : row.end] == row.task
    assert g.ask("prohibited", sector=["危化品", "道路交通"])["task"].tolist() == ["严禁超员超载"]


def test_a_question_in_words(g: kg.Graph) -> None:
    found = g.ask("谁负责森林防火？")
    assert found["answer"].tolist() == ["青溪县各乡镇"]
    assert found["quote"].tolist() == ["各乡镇要加强森林防火"]


def test_questions_that_cannot_be_asked(g: kg.Graph) -> None:
    for question in ("no-such-question", "今天天气好吗"):
        with pytest.raises(KgError):
            g.ask(question)
    with pytest.raises(QueryError, match="no parameters"):
        g.ask("谁负责森林防火？", sector="危化品")
    with pytest.raises(QueryError, match="SERVICE is refused"):
        g.sparql("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_values_have_types(g: kg.Graph) -> None:
    found = g.sparql("SELECT ?m ?begin ?sure ?due ?text ?none WHERE { ?m a zr:Measure ; nif:beginIndex ?begin ; zr:confidence ?sure ; zr:text ?text OPTIONAL { ?m zr:deadline ?due } OPTIONAL { ?m zr:nothing ?none } } ORDER BY ?text")
    kinds = {name: str(kind) for name, kind in found.dtypes.items()}
    assert kinds["begin"] == "Int64"
    assert kinds["sure"] == "Float64"
    assert kinds["due"].startswith("datetime64")
    assert found["due"].dropna().tolist() == [pd.Timestamp("2023-04-30")]
    assert found["none"].isna().all()
    assert len(found) == 5
    assert found["m"].str.startswith("https://w3id.org/zeren/id/document/").all()
    dates = g.sparql("SELECT ?d WHERE { VALUES ?d { '2023-04-30'^^xsd:date '2023-04'^^xsd:gYearMonth '2023'^^xsd:gYear } }")
    assert sorted(dates["d"]) == ["2023", "2023-04", "2023-04-30"]
    assert g.sparql("SELECT ?b WHERE { VALUES ?b { true false UNDEF } }")["b"].tolist() == [True, False, pd.NA]
    mixed = g.sparql("SELECT ?x WHERE { VALUES ?x { 1 'one' zr:Meeting } }")["x"].tolist()
    assert mixed == ["1", "one", PREFIXES["zr"] + "Meeting"]


def test_no_rows_keep_their_columns(g: kg.Graph) -> None:
    found = g.sparql("SELECT ?a ?b WHERE { ?a zr:nothing ?b }")
    assert (list(found.columns), len(found)) == (["a", "b"], 0)


def test_ask_and_construct_are_frames_too(g: kg.Graph) -> None:
    assert g.sparql("ASK { ?x zr:role zr:Lead }").to_dict("list") == {"answer": [True]}
    found = g.sparql(f"CONSTRUCT WHERE {{ <{expand(EMERGENCY)}> skos:altLabel ?o }}")
    assert list(found.columns) == ["subject", "predicate", "object"]
    assert sorted(found["object"]) == ["县应急局", "应急管理局"]


def test_tables(g: kg.Graph) -> None:
    measures, responsibilities, entities = (g.table(name) for name in ("measures", "responsibilities", "entities"))
    assert len(measures) == 5
    joined = measures.merge(responsibilities, on="measure", how="left")
    assert joined["bearer"].isna().sum() == 2  # the prohibition, and the province's
    assert entities.set_index("name").loc["青溪县公安局", "kind"] == "Department"
    with pytest.raises(KeyError):
        g.table("nothing")


def test_rdflib(g: kg.Graph) -> None:
    from rdflib import Dataset, Graph, URIRef

    whole = g.rdflib()
    assert isinstance(whole, Dataset)
    assert URIRef(expand(county().document.iri)) in {graph.identifier for graph in whole.graphs()}
    part = g.rdflib(f"DESCRIBE <{expand(EMERGENCY)}>")
    assert type(part) is Graph
    assert (URIRef(expand(EMERGENCY)), None, None) in part
    with pytest.raises(QueryError, match="CONSTRUCT and DESCRIBE"):
        g.rdflib("SELECT * WHERE { ?s ?p ?o }")


def test_networkx(g: kg.Graph) -> None:
    import networkx as nx

    network = g.networkx()
    assert isinstance(network, nx.MultiDiGraph)
    assert network.nodes[expand(EMERGENCY)]["label"] == "青溪县应急管理局"


def test_a_graph_is_a_reader(g: kg.Graph) -> None:
    assert isinstance(g, kg.Reader)
    assert len(kg.frame(kg.query(g, "SELECT ?m WHERE { ?m a zr:Meeting }"))) == 2
    with pytest.raises(NoStore):
        kg.open("nowhere")


def run(program: str) -> str:
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_functions_keep_their_names_when_modules_are_imported() -> None:
    """kg/ask.py and kg/network.py are modules of the names of two functions."""
    said = run("import kg\nfrom kg.ask import forms\nfrom kg.network import table\nimport kg.ask\nprint(kg.ask.__module__, kg.network.__module__)")
    assert said.split() == ["kg.queries", "kg.export.network"]


def test_import_costs_nothing_and_pandas_is_missed_in_a_sentence(g: kg.Graph) -> None:
    heavy = "('pandas', 'rdflib', 'networkx', 'pyoxigraph', 'starlette', 'uvicorn')"
    assert run(f"import sys, kg\nprint([name for name in {heavy} if name in sys.modules])") == "[]\n"
    said = run(
        f"import sys\nsys.modules['pandas'] = None\nimport kg\nwith kg.open({str(g.path)!r}) as g:\n    try:\n        g.sparql('ASK {{}}')\n"
        "    except kg.errors.KgError as error:\n        print(error)\n    print(len(g.networkx()) > 10)"
    )
    assert "pip install 'zeren-kg[analysis]'" in said
    assert said.endswith("True\n")


def test_the_notebook_runs_and_shows_what_it_says() -> None:
    pytest.importorskip("matplotlib", reason="matplotlib is not installed: pip install 'zeren-kg[analysis]'")
    pytest.importorskip("IPython", reason="IPython is not installed")
    done = subprocess.run([sys.executable, "docs/run_notebook.py", "--check"], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "2 pictures\n"


def test_the_examples_in_the_documentation_run(tmp_path: Path) -> None:
    code = "".join(re.findall(r"^```python\n(.*?)^```$", (ROOT / "docs" / "python.md").read_text(encoding="utf-8"), re.M | re.S))
    stored(tmp_path / "demo" / "store", county(), province())
    done = subprocess.run([sys.executable, "-W", "error", "-c", f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{code}"], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "牵头" in done.stdout


def test_the_notebook_is_one() -> None:
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
    nbformat.validate(nbformat.read(ROOT / "docs" / "analysis.ipynb", as_version=4))
