"""Letters and messages: the inbox, the demonstration's mailbox, the texts that managers write."""
