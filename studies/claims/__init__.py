"""The claims of the two papers, put to the model: the ledger, the predictions of each arena, and the verdicts."""
