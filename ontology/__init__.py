"""What things are: classes and properties, concept schemes, shapes, and the records that mirror them."""
