"""Charts that people explore: values and words in, plain Plotly figures out; nothing here asks anybody."""
