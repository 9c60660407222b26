type Instant = string | null | undefined;

/** Of these no query tells; asking with an ETag costs nothing where nothing changed, and alerts are asked for once an hour. */
const UNTOLD = [
  'workflow-runs',
  'code-scanning-alerts',
  'dependabot-alerts',
  'secret-scanning-alerts',
];

/** When parts of a repository last changed; a part is absent that the credentials may not read. */
export interface RepositoryChanges {
  readonly pushedAt?: string | null;
  readonly pullRequests?: { nodes: { updatedAt: string }[] };
  readonly issues?: { nodes: { updatedAt: string }[] };
  readonly deployments?: {
    nodes: {
      createdAt: string;
      updatedAt: string;
      latestStatus?: { createdAt: string } | null;
    }[];
  };
  readonly latestRelease?: {
    createdAt: string;
    publishedAt?: string | null;
    updatedAt: string;
  } | null;
}

/** The streams of a repository that have something new; what nothing is known of may have. */
export function streamsChangedSince(
  changes: RepositoryChanges | null,
  since: string,
): string[] {
  const { pushedAt, pullRequests, issues, deployments, latestRelease } =
    changes ?? {};
  const isNew = (instants: readonly Instant[] | undefined) =>
    !instants ||
    instants.some(
      instant => instant && Date.parse(instant) >= Date.parse(since),
    );
  const pushes = changes ? [pushedAt] : undefined;
  const candidates: [stream: string, instants: Instant[] | undefined][] = [
    ['pull-requests', pullRequests?.nodes.map(node => node.updatedAt)],
    ['commits', pushes],
    [
      'deployments',
      deployments?.nodes.flatMap(node => [
        node.createdAt,
        node.updatedAt,
        node.latestStatus?.createdAt,
      ]),
    ],
    [
      'releases',
      // One that is not the latest, of an older line or before a version, comes with the push of its tag.
      latestRelease === undefined
        ? undefined
        : [
            pushedAt,
            latestRelease?.createdAt,
            latestRelease?.publishedAt,
            latestRelease?.updatedAt,
          ],
    ],
    ['tags', pushes],
    ['issues', issues?.nodes.map(node => node.updatedAt)],
  ];
  return [
    ...candidates
      .filter(([, instants]) => isNew(instants))
      .map(([stream]) => stream),
    ...UNTOLD,
  ];
}
