import { parseEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { ANNOTATION_PRODUCTION_ENVIRONMENTS } from '@sei-platform/plugin-engineering-insights-common';
import type {
  DeploymentCandidate,
  EntityHealth,
  MetricWindow,
  Reason,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  CopyButton,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { useTryPath } from '../insights/doctor/useTryPath';
import { LastPeriodButton } from './LastPeriodButton';
import { describeReason } from './describeReason';

const useStyles = makeStyles(theme => ({
  root: {
    minHeight: 196,
    boxSizing: 'border-box',
    padding: theme.spacing(3),
    backgroundColor: theme.palette.background.paper,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
  sentence: { fontSize: 20, lineHeight: '28px', fontWeight: 600, margin: 0 },
  action: {
    fontSize: 14,
    lineHeight: '20px',
    margin: theme.spacing(0.5, 0, 2),
    color: theme.palette.text.secondary,
  },
  option: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(1, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  name: { fontSize: 14, lineHeight: '20px', flex: '1 1 200px', minWidth: 0 },
  try: { fontSize: 14, lineHeight: '20px' },
  detail: { color: theme.palette.text.secondary },
  code: {
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    fontSize: 12.5,
    lineHeight: '18px',
    overflowWrap: 'anywhere',
    flex: '2 1 260px',
    minWidth: 0,
  },
}));

interface OptionProps {
  readonly name: string;
  readonly detail?: string;
  readonly annotation: { readonly key: string; readonly value: string };
  readonly copyLabel: string;
  /** Where the annotation can be tried. */
  readonly tryPath?: string;
}

function Option({ name, detail, annotation, copyLabel, tryPath }: OptionProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const line = `${annotation.key}: ${JSON.stringify(annotation.value)}`;
  return (
    <div className={classes.option}>
      <div className={classes.name}>
        {name} {detail && <span className={classes.detail}>{detail}</span>}
      </div>
      <code className={classes.code}>{line}</code>
      <CopyButton label={copyLabel} text={line} />
      {tryPath && (
        <Link
          to={tryPath}
          aria-label={t('kit.tryOption', { name })}
          className={classes.try}
        >
          {t('kit.tryRule')}
        </Link>
      )}
    </div>
  );
}

function Candidate({
  candidate,
  tryPath,
}: {
  readonly candidate: DeploymentCandidate;
  readonly tryPath?: string;
}) {
  const { t, count, value } = useFormats();
  const detail = t('dora.state.candidateRate', {
    amount: count(candidate.count),
    rate: value('perDay', candidate.perWeek / 7),
  });
  return (
    <Option
      name={t(`dora.state.from.${candidate.from}`, { name: candidate.name })}
      detail={`· ${detail}`}
      annotation={candidate.annotation}
      tryPath={tryPath}
      copyLabel={t('dora.state.copyAnnotation')}
    />
  );
}

/** A pattern that fits names literally; slashes and dots of environments are common. */
function productionPattern(names: readonly string[]): string {
  const escaped = names.map(name =>
    name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'),
  );
  return `/^(${escaped.join('|')})$/`;
}

interface OptionsProps {
  readonly reason: Reason;
  /** Absent where it is not known yet. */
  readonly health?: EntityHealth;
  /** The last window of the same length in which there is data. */
  readonly lastWindowWithData?: MetricWindow;
}

function Options({ reason, health, lastWindowWithData }: OptionsProps) {
  const { t, counted } = useFormats();
  const pathOf = useTryPath();
  const tryPathOf = ({ key, value }: { key: string; value: string }) =>
    health?.entity.kind === 'component'
      ? pathOf?.(parseEntityRef(health.entity.ref), {
          annotations: { [key]: value },
        })
      : undefined;
  switch (reason.code) {
    case 'noScope':
      return health?.annotationHints.map(hint => (
        <Option
          key={hint.key}
          name={t('dora.state.annotationIn', { source: hint.source })}
          annotation={{ key: hint.key, value: hint.example }}
          copyLabel={t('dora.state.copyAnnotation')}
        />
      ));
    case 'noDeploymentRule':
      return health?.candidates.map(candidate => (
        <Candidate
          key={`${candidate.from} ${candidate.name}`}
          candidate={candidate}
          tryPath={tryPathOf(candidate.annotation)}
        />
      ));
    case 'noProductionEnvironment':
      return health?.environments.map(environment => {
        const annotation = {
          key: ANNOTATION_PRODUCTION_ENVIRONMENTS,
          value: productionPattern([environment.name]),
        };
        return (
          <Option
            key={environment.name}
            name={environment.name}
            detail={`· ${t(
              'dora.cards.deployments',
              counted(environment.deploymentCount),
            )} `}
            annotation={annotation}
            tryPath={tryPathOf(annotation)}
            copyLabel={t('dora.state.copyPattern')}
          />
        );
      });
    case 'noDataInWindow':
      return <LastPeriodButton lastWindowWithData={lastWindowWithData} />;
    default:
      return null;
  }
}

export interface ReasonPanelProps extends OptionsProps {
  /** The days of the window that is shown. */
  readonly days: number;
}

/** Why there are no numbers at all, said once in the place of the cards, with the way to have some. */
export function ReasonPanel({ reason, days, ...options }: ReasonPanelProps) {
  const classes = useStyles();
  const formats = useFormats();
  const { sentence, action } = describeReason(reason, {
    days,
    formats,
  });
  const hasButtonAsAction = reason.code === 'noDataInWindow';
  return (
    <section className={classes.root} aria-label={sentence}>
      <h2 className={classes.sentence}>{sentence}</h2>
      <p className={classes.action}>{hasButtonAsAction ? '' : action}</p>
      <Options reason={reason} {...options} />
    </section>
  );
}
