import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { z } from 'zod/v4';
import type {
  EngineeringInsightsService,
  EntityQuestion,
} from '../../../service/EngineeringInsightsService';
import type { EntityDetails } from '../../../service/entities';
import { cutPage } from '../cutPage';
import { entityParameters, listQuery, noParameters } from '../parameters';
import { defineRoute, type Route } from '../Route';

const groupParameters = z.object({
  ...entityParameters.shape,
  kind: z
    .string()
    .regex(/^group$/i, 'must be group')
    .describe('Kind of the entity: group.'),
});

const entitiesQuery = z.object({
  ...listQuery.shape,
  text: z
    .string()
    .max(200)
    .optional()
    .describe('Only those with this in their title or ref, in any case.'),
});

const teamsQuery = z.object({
  ...entitiesQuery.shape,
  organization: z
    .string()
    .regex(
      /^group:[^:/]{1,253}\/[^:/]{1,253}$/i,
      'must be the ref of a group: group:default/acme',
    )
    .optional()
    .describe(
      'Only the groups below this one, at any depth: group:default/acme.',
    ),
  type: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Only groups of this spec.type: team.'),
});

type Options = { readonly service: EngineeringInsightsService };

/** Entities that have a text in their title or ref. */
function withText(
  entities: readonly EntityDetails[],
  text: string | undefined,
): readonly EntityDetails[] {
  if (!text) return entities;
  const sought = text.toLocaleLowerCase('en-US');
  return entities.filter(({ ref, title }) =>
    `${title} ${ref}`.toLocaleLowerCase('en-US').includes(sought),
  );
}

/** @throws NotFoundError where the caller may not see it, or it is not measured. */
async function readGroup(
  { service }: Options,
  { credentials, entity }: EntityQuestion,
): Promise<EntityDetails> {
  const ref = stringifyEntityRef(entity);
  const found = await service.getEntities({ credentials, entityRefs: [ref] });
  const group = found.get(ref);
  if (!group) {
    throw new NotFoundError(
      `There is no ${ref} with metrics in the catalog that you may see.`,
    );
  }
  return group;
}

async function readOrganization(options: Options, question: EntityQuestion) {
  const { service } = options;
  const organization = await readGroup(options, question);
  const domains = await service.getMailDomains({
    ...question,
    groupRefs: [organization.ref],
  });
  const domain = domains.get(organization.ref);
  return {
    organization,
    ...(domain && { domain }),
    teamCount: (await service.listTeams(question)).length,
    serviceCount: (await service.listServices(question)).length,
  };
}

async function readTeam(options: Options, question: EntityQuestion) {
  const { service } = options;
  const { credentials, entity } = question;
  const team = await readGroup(options, question);
  const tops = await service.getTopGroups({
    credentials,
    entityRefs: [team.ref],
  });
  const topRef = tops.get(team.ref);
  const top =
    topRef &&
    (await service.getEntities({ credentials, entityRefs: [topRef] })).get(
      topRef,
    );
  return {
    team,
    ...(top && {
      organization: { ref: top.ref, kind: top.kind, title: top.title },
    }),
    memberCount: await service.countMembers({ credentials, group: entity }),
    serviceCount: (await service.listServices(question)).length,
    repositoryCount: (await service.listRepositories(question)).length,
  };
}

const TEAM = '/v1/teams/:kind/:namespace/:name';

/** The groups of the catalog: those at the top, and all. */
export function organizationRoutes(options: Options): Route[] {
  const { service } = options;
  return [
    defineRoute({
      method: 'get',
      path: '/v1/organizations',
      operationId: 'listOrganizations',
      summary: 'The groups of the catalog that have none above them, by title.',
      params: noParameters,
      query: entitiesQuery,
      answer: 'EntitiesAnswer',
      handle: async ({ credentials, query }) =>
        cutPage(
          withText(
            await service.listOrganizations({ credentials }),
            query.text,
          ),
          query,
        ),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/organizations/:kind/:namespace/:name',
      operationId: 'getOrganization',
      summary: 'A group of the catalog, and how much is below it.',
      params: groupParameters,
      query: noParameters,
      answer: 'OrganizationAnswer',
      handle: async ({ credentials, params }) =>
        readOrganization(options, { credentials, entity: params }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/teams',
      operationId: 'listTeams',
      summary: 'The groups of the catalog, or those below one, by title.',
      params: noParameters,
      query: teamsQuery,
      answer: 'EntitiesAnswer',
      handle: async ({ credentials, query }) => {
        const { organization, text, type } = query;
        const teams = organization
          ? await service.listTeams({
              credentials,
              entity: parseEntityRef(organization),
            })
          : await service.listGroups({ credentials });
        const ofType = type ? teams.filter(each => each.type === type) : teams;
        return cutPage(withText(ofType, text), query);
      },
    }),
    defineRoute({
      method: 'get',
      path: TEAM,
      operationId: 'getTeamDetails',
      summary:
        'A group of the catalog, the one at the top of it, and how much belongs to it.',
      params: groupParameters,
      query: noParameters,
      answer: 'TeamDetailsAnswer',
      handle: async ({ credentials, params }) =>
        readTeam(options, { credentials, entity: params }),
    }),
    defineRoute({
      method: 'get',
      path: `${TEAM}/services`,
      operationId: 'listTeamServices',
      summary:
        'The components that a group and the groups below it own now, by title.',
      params: groupParameters,
      query: entitiesQuery,
      answer: 'EntitiesAnswer',
      handle: async ({ credentials, params, query }) =>
        cutPage(
          withText(
            await service.listServices({ credentials, entity: params }),
            query.text,
          ),
          query,
        ),
    }),
    defineRoute({
      method: 'get',
      path: `${TEAM}/repositories`,
      operationId: 'listTeamRepositories',
      summary: 'The places at sources that these read, by title.',
      params: groupParameters,
      query: listQuery,
      answer: 'RepositoriesAnswer',
      handle: async ({ credentials, params, query }) =>
        cutPage(
          await service.listRepositories({ credentials, entity: params }),
          query,
        ),
    }),
  ];
}
