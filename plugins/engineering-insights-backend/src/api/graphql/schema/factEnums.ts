import type {
  Actor,
  DeploymentRow,
  IncidentRow,
} from '@sei-platform/plugin-engineering-insights-common';
import type {
  IssueRow,
  PullRequestRow,
  ReviewRow,
} from '../../../service/facts';
import { builder } from './builder';
import { describe } from './enums';

export const ActorEnum = builder.enumType('Actor', {
  description: 'What kind of being acted; never who.',
  values: describe<Actor>({
    human: 'A person.',
    bot: 'A machine.',
    agent: 'An AI.',
    unknown: 'It is not known.',
  }),
});

export const PullRequestState = builder.enumType('PullRequestState', {
  description: 'How far a pull request is.',
  values: describe<NonNullable<PullRequestRow['state']>>({
    open: 'It is open.',
    merged: 'It was merged.',
    closed: 'It was closed and not merged.',
  }),
});

export const ReviewState = builder.enumType('ReviewState', {
  description: 'What a review says.',
  values: describe<NonNullable<ReviewRow['state']>>({
    approved: 'It may be merged.',
    changesRequested: 'Something is to be changed.',
    commented: 'Neither.',
    dismissed: 'It does not count any more.',
  }),
});

export const IssueType = builder.enumType('IssueType', {
  description: 'What kind of work an issue is.',
  values: describe<NonNullable<IssueRow['type']>>({
    feature: 'Something new.',
    defect: 'Something to be mended.',
    incident: 'A problem in production.',
    maintenance: 'Something to be kept in order.',
    subtask: 'A part of another issue.',
    other: 'Something else.',
  }),
});

export const StatusCategoryEnum = builder.enumType('StatusCategory', {
  description: 'How far an issue is.',
  values: describe<NonNullable<IssueRow['statusCategory']>>({
    todo: 'It was not begun.',
    inProgress: 'Someone works on it.',
    done: 'It is done.',
  }),
});

export const OutcomeEnum = builder.enumType('Outcome', {
  description: 'How an attempt ended.',
  values: describe<DeploymentRow['outcome']>({
    success: 'It succeeded.',
    failure: 'It failed, so that nothing was deployed.',
    cancelled: 'It was cancelled.',
    unknown: 'It is not known.',
  }),
});

export const RevisionStatus = builder.enumType('RevisionStatus', {
  description: 'Whether it is known what was deployed.',
  values: describe<DeploymentRow['revisionStatus']>({
    resolved: 'Its commit is known.',
    unresolved: 'It names a commit that was not found.',
    absent: 'It names none.',
  }),
});

export const Attribution = builder.enumType('Attribution', {
  description: 'What is known of the cause of an incident.',
  values: describe<IncidentRow['attribution']>({
    linked: 'A deployment caused it.',
    unlinked: 'It is not known which deployment did, if one did.',
    notCausedByChange: 'No deployment caused it.',
  }),
});

export const UnlinkedReason = builder.enumType('UnlinkedReason', {
  description: 'Why the cause of an incident is not known.',
  values: describe<NonNullable<IncidentRow['reason']>>({
    unknownDeployment: 'It names a deployment that is not known.',
    sharedScope: 'It names none of the entities that share its place.',
    ofAnother: 'It names another of the entities that share its place.',
    noDeployment: 'Nothing was deployed before it.',
  }),
});
