"""Taking an edition from draft to the public: submit, approve, schedule, publish, correct, withdraw."""
