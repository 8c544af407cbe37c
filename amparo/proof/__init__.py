"""Mathematics of evidence: hashes, canonical bytes, proofs; imports nothing of ours."""
