/** An object of GitHub's schema: what GraphQL's default resolver reads, functions when they are asked for. */
export type View = Readonly<Record<string, unknown>>;
