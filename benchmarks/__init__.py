"""Speed and memory, measured against a peer or the limit in the same run; results are written to docs/benchmarks.md."""
