# Bundled feeds and examples.
