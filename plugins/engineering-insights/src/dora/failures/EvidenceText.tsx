import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type { Evidence } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';

const useStyles = makeStyles(theme => ({
  root: { fontSize: 12, lineHeight: '16px', overflowWrap: 'anywhere' },
  detail: { color: theme.palette.text.secondary },
}));

/** Why a deployment counts as failed, and how sure that is. */
export function EvidenceText({ evidence }: { readonly evidence: Evidence }) {
  const classes = useStyles();
  const { t, share } = useFormats();
  const kind = t(`dora.failures.evidence.${evidence.kind}`);
  return (
    <div className={classes.root}>
      {evidence.url ? (
        <Link to={evidence.url}>{evidence.title}</Link>
      ) : (
        evidence.title
      )}{' '}
      <span className={classes.detail}>
        {`${kind}, ${t('dora.failures.confidence', {
          confidence: share(evidence.confidence),
        })}`}
      </span>
    </div>
  );
}
