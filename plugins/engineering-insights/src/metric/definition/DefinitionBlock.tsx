import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type { MetricDefinition } from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  summary: { fontSize: 16, lineHeight: '24px', margin: theme.spacing(0, 0, 2) },
  columns: { columnGap: theme.spacing(4) },
  two: { columnCount: 2 },
  section: { breakInside: 'avoid', marginBottom: theme.spacing(2) },
  heading: {
    fontSize: 12,
    lineHeight: '16px',
    fontWeight: 600,
    margin: theme.spacing(0, 0, 0.5),
    color: theme.palette.text.secondary,
  },
  text: { fontSize: 14, lineHeight: '20px', margin: 0 },
  list: {
    margin: 0,
    paddingLeft: theme.spacing(2.25),
    fontSize: 14,
    lineHeight: '20px',
  },
}));

function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  const classes = useStyles();
  return (
    <section className={classes.section}>
      <h3 className={classes.heading}>{title}</h3>
      {children}
    </section>
  );
}

function List({
  title,
  items,
}: {
  readonly title: string;
  readonly items: readonly {
    readonly id: string;
    readonly content: ReactNode;
  }[];
}) {
  const classes = useStyles();
  if (items.length === 0) return null;
  return (
    <Section title={title}>
      <ul className={classes.list}>
        {items.map(({ id, content }) => (
          <li key={id}>{content}</li>
        ))}
      </ul>
    </Section>
  );
}

const toItems = (texts: readonly string[]) =>
  texts.map(text => ({ id: text, content: text }));

export interface DefinitionBlockProps {
  readonly definition: MetricDefinition;
  /** It has the width of the page. */
  readonly isWide: boolean;
}

/** All that a person may read about a metric. */
export function DefinitionBlock({ definition, isWide }: DefinitionBlockProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const { id, version, direction } = definition;
  return (
    <Block
      title={t('metric.definition.title')}
      subtitle={t('metric.definition.version', {
        id,
        version: String(version),
      })}
    >
      <p className={classes.summary}>{definition.summary}</p>
      <div className={`${classes.columns} ${isWide ? classes.two : ''}`}>
        <Section title={t('metric.definition.formula')}>
          <p className={classes.text}>
            {definition.formula} {t(`metric.definition.${direction}`)}
          </p>
        </Section>
        <List
          title={t('metric.definition.requires')}
          items={toItems(definition.requires)}
        />
        <List
          title={t('metric.definition.excludes')}
          items={toItems(definition.excludes)}
        />
        <List
          title={t('metric.definition.blindSpots')}
          items={toItems(definition.blindSpots)}
        />
        <List
          title={t('metric.definition.references')}
          items={definition.references.map(({ title, url }) => ({
            id: url,
            content: <Link to={url}>{title}</Link>,
          }))}
        />
      </div>
    </Block>
  );
}
