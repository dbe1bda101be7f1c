"""The pytest modules of the suite. `pytest --pyargs clausecheck.suite` runs them anywhere."""
