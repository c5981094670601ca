"""What other people's feeds say, brought into one shape and put right. Pure: no I/O."""
