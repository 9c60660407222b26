import type { IssueRow } from '../../../service/facts';
import { costing } from '../limits/FieldCost';
import { builder } from './builder';
import { connectionOf } from './connection';
import { IssueType as IssueTypeEnum, StatusCategoryEnum } from './factEnums';
import { OWN, ownDeveloper } from './ownDeveloper';
import { DeveloperType } from './references';

type Transition = IssueRow['transitions'][number];

const TransitionType = builder
  .objectRef<Transition>('IssueTransition')
  .implement({
    description: 'A change of the status of an issue.',
    fields: t => ({
      at: t.expose('at', { type: 'Instant', description: 'When.' }),
      from: t.exposeString('from', {
        nullable: true,
        description: 'The status before, in the word of the source.',
      }),
      to: t.exposeString('to', {
        description: 'The status then, in the word of the source.',
      }),
      toCategory: t.expose('toCategory', {
        type: StatusCategoryEnum,
        description: 'How far the issue was then.',
      }),
    }),
  });

/** Changes of the status of an issue; there are seldom more. */
const TRANSITIONS_SIZE = 5;

const IssueType = builder.objectRef<IssueRow>('Issue').implement({
  description: 'A work item of a tracker.',
  fields: t => ({
    id: t.exposeID('id', { description: 'Of this installation.' }),
    key: t.exposeString('key', { description: 'As people call it.' }),
    title: t.exposeString('title', {
      nullable: true,
      description: 'Its title.',
    }),
    type: t.expose('type', {
      type: IssueTypeEnum,
      nullable: true,
      description: 'What kind of work it is.',
    }),
    sourceType: t.exposeString('sourceType', {
      nullable: true,
      description: 'The same in the word of the source.',
    }),
    statusCategory: t.expose('statusCategory', {
      type: StatusCategoryEnum,
      nullable: true,
      description: 'How far it is.',
    }),
    sourceStatus: t.exposeString('sourceStatus', {
      nullable: true,
      description: 'The same in the word of the source.',
    }),
    priority: t.exposeString('priority', {
      nullable: true,
      description: 'In the word of the source.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'Instant',
      description: 'When it was made.',
    }),
    closedAt: t.expose('closedAt', {
      type: 'Instant',
      nullable: true,
      description: 'When it was done.',
    }),
    estimate: t.exposeFloat('estimate', {
      nullable: true,
      description: 'In the unit of the source, such as story points.',
    }),
    labels: t.stringList({
      description: 'Its labels.',
      resolve: ({ labels }) => [...labels],
    }),
    components: t.stringList({
      description: 'Its components.',
      resolve: ({ components }) => [...components],
    }),
    parentKey: t.exposeString('parentKey', {
      nullable: true,
      description: 'The issue that it belongs to.',
    }),
    transitions: t.field({
      type: [TransitionType],
      description: 'How its status changed.',
      extensions: costing({ size: TRANSITIONS_SIZE }),
      resolve: ({ transitions }) => [...transitions],
    }),
    assignee: t.field({
      type: DeveloperType,
      nullable: true,
      description: OWN,
      resolve: (issue, _, context) => ownDeveloper(issue, context),
    }),
    url: t.exposeString('url', {
      nullable: true,
      description: 'Where people see it.',
    }),
  }),
});

export const IssueConnection = connectionOf(IssueType, 'issues');
