"""Open Referral as we publish and check it: tables of the standards, and what makes records of rows."""
