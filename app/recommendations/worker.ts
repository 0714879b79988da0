/** What the role `worker` does for recommendations. */
export {}
