import type { Entity } from '@backstage/catalog-model';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import type { GitSource } from './GitSource';
import type { MirrorStore } from './mirrors/MirrorStore';
import { openMirror } from './mirrors/openMirror';
import { ANNOTATION_GIT_URL, scopesOf } from './scopesOf';
import {
  commitsStream,
  readRevision,
  type OpenMirror,
} from './streams/commits';
import { tagsStream } from './streams/tags';

/** Reads the repositories of one host, or of the directories of this machine. */
export function createGitConnector(options: {
  source: GitSource;
  store: MirrorStore;
  integratedHosts: readonly string[];
  /** Told of each entity, so that it can say what is not read and why. */
  onEntity?: (entity: Entity) => void;
}): Connector {
  const { source, store, integratedHosts, onEntity } = options;
  const open: OpenMirror = asked => openMirror({ source, store, ...asked });
  return {
    id: 'git',
    title: source.title,
    origin: source.origin,
    annotations: [
      {
        key: ANNOTATION_GIT_URL,
        example:
          source.scheme === 'file'
            ? `${source.allowed[0].path}/payments.git`
            : `${source.origin}/acme/payments.git`,
        appliesTo: ['Component', 'Resource', 'System'],
      },
    ],
    scopesOf(entity) {
      onEntity?.(entity);
      return scopesOf(entity, { ...source, integratedHosts });
    },
    streams: [commitsStream(open), tagsStream(open)],
    readRevision: asked => readRevision(open, asked),
  };
}
