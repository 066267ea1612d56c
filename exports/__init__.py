"""The papers: plan or ledger in, file or plain lines out."""
