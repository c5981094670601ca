"""Changes, one verb a function. They end with flush(); whoever called commits."""
