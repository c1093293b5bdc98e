"""The endpoint: a store on the web, read-only unless told otherwise.

    settings → run.serve: socket, pool of workers, uvicorn
    request → app (routes) → pool → worker process (guard, engine, writers) → Reply

The process that talks to the network never opens the store; the worker processes that open it are fenced off from the network, and each
can be killed at any moment. See docs/endpoint.md.
"""
