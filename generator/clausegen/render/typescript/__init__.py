"""The TypeScript client: types, and a small client on fetch without dependencies."""
