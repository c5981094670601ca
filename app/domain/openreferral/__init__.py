"""Open Referral as we publish and check it: our own tables of the standards, and what makes records of rows."""
