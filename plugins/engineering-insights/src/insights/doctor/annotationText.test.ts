import { readAnnotations, writeAnnotations } from './annotationText';

describe('readAnnotations', () => {
  it('reads what stands in a catalog file, with or without what is around it', () => {
    expect(
      readAnnotations(`metadata:
  annotations:
    # what deploys
    engineering-insights/deployments: "tags:v*" 
    "github.com/project-slug": acme/payments # the repository
    engineering-insights/production-environments: '/it''s-(eu|us)/'
    engineering-insights/paths:
    engineering-insights/policy: null
`),
    ).toEqual({
      annotations: {
        'engineering-insights/deployments': 'tags:v*',
        'github.com/project-slug': 'acme/payments',
        'engineering-insights/production-environments': "/it's-(eu|us)/",
        'engineering-insights/paths': null,
        'engineering-insights/policy': null,
      },
    });
  });

  it('names the lines that are no annotations', () => {
    expect(readAnnotations('a/b: c\nreleases\n\n- x')).toEqual({
      badLines: [2, 4],
    });
  });

  it('reads what it writes', () => {
    const annotations = { 'a/b': 'x "y" # z', 'c/d': null };
    expect(readAnnotations(writeAnnotations(annotations))).toEqual({
      annotations,
    });
  });
});
