import type { Fact } from '@sei-platform/plugin-engineering-insights-common';
import { commit, deployment, hour, incident, pullRequest, sha } from './facts';

const DAYS = 120;
const FILES = [null, [{ path: 'payments/a.ts' }], [{ path: 'orders/a.ts' }]];

/** A small history of a repository and its deployments out of random numbers; each fact in one or two versions. */
export function drawHistory(options: {
  tape: readonly number[];
  service: string;
}): Fact[] {
  let position = 0;
  const draw = (below: number) =>
    options.tape[position++ % options.tape.length] % below;
  const facts: Fact[] = [];
  const names: string[] = [];
  const clock = new Map<string, number>();

  const addCommit = (
    name: string,
    parents: string[],
    hours: number,
    title = name,
  ) => {
    names.push(name);
    clock.set(name, hours);
    const files = FILES[draw(3)];
    facts.push(
      commit(name, parents, hours, {
        title,
        sourceUpdatedAt: hour(0),
        ...(files && { files }),
      }),
    );
    if (draw(6) === 0)
      facts.push(
        commit(name, parents, hours, {
          title,
          sourceUpdatedAt: hour(1),
          files: FILES[1 + draw(2)],
        }),
      );
  };

  for (let index = 0; index < 22; index += 1) {
    const hours = Math.floor((index / 22) * DAYS * 24) + draw(200) - 50;
    const parent =
      names.length === 0
        ? []
        : [names[Math.max(0, names.length - 1 - draw(3))]];
    const kind = draw(7);
    const name = `c${index}`;
    if (kind === 0 && names.length > 2) {
      addCommit(
        name,
        [...new Set([...parent, names[draw(names.length)]])],
        hours,
      );
    } else if (kind === 1 || kind === 2) {
      addPullRequest({ name, parent, hours, isRebase: kind === 2 });
    } else if (kind === 3 && names.length > 0) {
      addCommit(
        name,
        parent,
        hours,
        `Revert "${names[Math.max(0, names.length - 1 - draw(4))]}"`,
      );
    } else {
      // Sometimes the parent never arrives.
      addCommit(name, draw(15) === 0 ? [`missing${index}`] : parent, hours);
    }
  }

  function addPullRequest(drawn: {
    name: string;
    parent: string[];
    hours: number;
    isRebase: boolean;
  }) {
    const { name, parent, hours, isRebase } = drawn;
    // The first original may be a commit that is reachable by itself.
    const shared =
      draw(4) === 0 && names.length > 0
        ? names[draw(names.length)]
        : `${name}x`;
    const originals: [string, number][] = [
      [shared, clock.get(shared) ?? hours - 5],
      [`${name}y`, hours - 3],
    ];
    if (isRebase) {
      addCommit(`${name}r`, parent, originals[0][1]);
      addCommit(name, [`${name}r`], originals[1][1]);
    } else {
      addCommit(name, parent, hours);
    }
    const number = names.length;
    const more = {
      createdAt: hour(
        Math.min(...originals.map(original => original[1]), hours) - 6,
      ),
      mergedAt: hour(hours),
      title: `Pull request ${name}`,
      labels: draw(4) === 0 ? ['hotfix'] : [],
      headBranch:
        draw(5) === 0 ? `revert-${draw(number + 1)}-x` : `feature-${number}`,
    };
    if (draw(2) === 0) {
      facts.push({
        ...pullRequest(number, name, originals, more),
        state: 'open',
        mergedAt: null,
        mergeCommitSha: null,
        sourceUpdatedAt: hour(0),
      });
    }
    facts.push(
      pullRequest(number, name, originals, {
        ...more,
        sourceUpdatedAt: hour(5),
      }),
    );
  }

  for (let index = 0; index < 14; index += 1) {
    const target = names[draw(names.length)];
    const finished = Math.max(5, (clock.get(target) ?? 0) + draw(300) - 20);
    const more = {
      environment: ['prod-eu', 'prod-us', 'staging', 'production'][draw(4)],
      startedAt: hour(finished - draw(4)),
      service: draw(5) === 0 ? [options.service, 'orders'][draw(2)] : null,
      isRollback: draw(12) === 0 ? true : null,
      ...[
        {},
        { sha: sha(target).slice(0, 8) },
        { sha: null, version: `1.0.${index}` },
        { sha: null, ref: 'main' },
      ][draw(8) > 5 ? draw(4) : 0],
    };
    if ('version' in more && more.version) {
      facts.push({
        kind: 'release',
        externalId: `v${more.version}`,
        sha: sha(target),
        publishedAt: hour(finished - 1),
        isPrerelease: false,
        sourceUpdatedAt: hour(0),
      });
    }
    if (draw(4) === 0) {
      facts.push(
        deployment(`d${index}`, target, finished, {
          ...more,
          finishedAt: null,
          outcome: 'unknown',
          sourceUpdatedAt: hour(0),
        }),
      );
    }
    facts.push(
      deployment(`d${index}`, target, finished, {
        ...more,
        outcome: draw(8) === 0 ? 'failure' : 'success',
        sourceUpdatedAt: hour(5),
      }),
    );
    if (draw(3) === 0) {
      facts.push(
        incident(`i${index}`, finished + draw(30), {
          sourceUpdatedAt: hour(0),
          service: draw(2) === 0 ? options.service : null,
          resolvedAt: draw(3) === 0 ? null : hour(finished + 40),
          causedBy:
            draw(6) === 0 ? { sha: sha(names[draw(names.length)]) } : null,
        }),
      );
    }
  }
  return facts;
}
