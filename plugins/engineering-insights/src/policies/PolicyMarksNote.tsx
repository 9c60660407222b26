import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type { PolicyChangeMark } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { useInsightsPath } from '../insights/useInsightsPath';
import { markText } from './policyTexts';

const useStyles = makeStyles(theme => ({
  root: {
    fontSize: 12,
    lineHeight: '16px',
    marginTop: theme.spacing(1),
    color: theme.palette.text.secondary,
    overflowWrap: 'anywhere',
  },
}));

export interface PolicyMarksNoteProps {
  readonly changes: readonly PolicyChangeMark[];
  readonly entityRef: string;
  /** It sums up several services. */
  readonly isRollUp: boolean;
}

/** What the lines on a chart stand for, and that the numbers before them are of the policy in force as well. */
export function PolicyMarksNote({
  changes,
  entityRef,
  isRollUp,
}: PolicyMarksNoteProps) {
  const classes = useStyles();
  const formats = useFormats();
  const { t } = formats;
  const pathOf = useInsightsPath();
  if (changes.length === 0) return null;
  return (
    <div className={classes.root}>
      {changes.map(change => (
        <div key={change.at}>{markText(change, isRollUp, formats)}</div>
      ))}
      {t('policies.mark.all')}{' '}
      {pathOf && !isRollUp && (
        <Link to={pathOf('policies', { entity: entityRef })}>
          {t('policies.mark.open')}
        </Link>
      )}
    </div>
  );
}
