import type {
  DeploymentRow,
  Evidence,
  IncidentRow,
} from '@sei-platform/plugin-engineering-insights-common';
import { connectionOf } from './connection';
import { builder } from './builder';
import {
  Attribution,
  OutcomeEnum,
  RevisionStatus,
  UnlinkedReason,
} from './factEnums';

const EvidenceType = builder.objectRef<Evidence>('Evidence').implement({
  description: 'Why a deployment counts as failed.',
  fields: t => ({
    kind: t.exposeString('kind', {
      description: 'incident, mark, rollback, revert or hotfix.',
    }),
    confidence: t.exposeFloat('confidence', {
      description: 'How sure it is, from 0 to 1.',
    }),
    title: t.exposeString('title', { description: 'What it is.' }),
    url: t.exposeString('url', {
      nullable: true,
      description: 'Where people see it.',
    }),
  }),
});

export const DeploymentType = builder
  .objectRef<DeploymentRow>('Deployment')
  .implement({
    description:
      'One attempt to release a revision of a service to an environment.',
    fields: t => ({
      id: t.exposeID('id', { description: 'As the REST API lists it.' }),
      environment: t.exposeString('environment', {
        nullable: true,
        description: 'Where to, in the word of the source.',
      }),
      isProduction: t.exposeBoolean('isProduction', {
        description: 'The environment is production by the policy in force.',
      }),
      sha: t.exposeString('sha', {
        nullable: true,
        description: 'The revision, where the source names one.',
      }),
      version: t.exposeString('version', {
        nullable: true,
        description: 'The version, where the source names one.',
      }),
      revisionStatus: t.expose('revisionStatus', {
        type: RevisionStatus,
        description: 'Whether it is known what was deployed.',
      }),
      startedAt: t.expose('startedAt', {
        type: 'Instant',
        nullable: true,
        description: 'When it began.',
      }),
      finishedAt: t.expose('finishedAt', {
        type: 'Instant',
        nullable: true,
        description: 'When it ended.',
      }),
      outcome: t.expose('outcome', {
        type: OutcomeEnum,
        description: 'How it ended.',
      }),
      sourceOutcome: t.exposeString('sourceOutcome', {
        nullable: true,
        description: 'The same in the word of the source.',
      }),
      isRollback: t.exposeBoolean('isRollback', {
        description: 'It brings back what was deployed before.',
      }),
      isFailed: t.exposeBoolean('isFailed', {
        description:
          'It needed immediate intervention; not: its pipeline failed.',
      }),
      isMarkedByHand: t.exposeBoolean('isMarkedByHand', {
        description: 'A person said whether it failed.',
      }),
      isRecovered: t.exposeBoolean('isRecovered', {
        description: 'Of a failure: it is over.',
      }),
      recoveredAt: t.expose('recoveredAt', {
        type: 'Instant',
        nullable: true,
        description: 'Of a failure: when it was over; null where not known.',
      }),
      changeCount: t.exposeInt('changeCount', {
        nullable: true,
        description: 'Commits that it brought; null where not known.',
      }),
      leadTimeMedianSeconds: t.exposeFloat('leadTimeMedianSeconds', {
        nullable: true,
        description: 'Median of the change lead times of its commits.',
      }),
      evidence: t.field({
        type: [EvidenceType],
        description: 'Why it counts as failed, or was thought to.',
        resolve: ({ evidence }) => [...evidence],
      }),
      url: t.exposeString('url', {
        nullable: true,
        description: 'Where people see it.',
      }),
    }),
  });

export const IncidentType = builder
  .objectRef<IncidentRow>('Incident')
  .implement({
    description: 'A problem in production that needed attention.',
    fields: t => ({
      id: t.exposeID('id', { description: 'As the REST API lists it.' }),
      title: t.exposeString('title', { description: 'Its title.' }),
      severity: t.exposeString('severity', {
        description: 'critical, high, medium, low or unknown.',
      }),
      openedAt: t.expose('openedAt', {
        type: 'Instant',
        description: 'When it was opened.',
      }),
      isResolved: t.exposeBoolean('isResolved', {
        description: 'It is over, also where it is not known since when.',
      }),
      resolvedAt: t.expose('resolvedAt', {
        type: 'Instant',
        nullable: true,
        description: 'When it was over; null where not known.',
      }),
      attribution: t.expose('attribution', {
        type: Attribution,
        description: 'What is known of its cause.',
      }),
      reason: t.expose('reason', {
        type: UnlinkedReason,
        nullable: true,
        description: 'Why its cause is not known.',
      }),
      deploymentId: t.exposeID('deploymentId', {
        nullable: true,
        description: 'The deployment that caused it.',
      }),
      url: t.exposeString('url', {
        nullable: true,
        description: 'Where people see it.',
      }),
    }),
  });

export const DeploymentConnection = connectionOf(DeploymentType, 'deployments');
export const IncidentConnection = connectionOf(IncidentType, 'incidents');
