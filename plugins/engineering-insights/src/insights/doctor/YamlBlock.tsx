import { makeStyles } from '@material-ui/core/styles';
import type { DoctorAnswer } from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  CopyButton,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';

const useStyles = makeStyles(theme => ({
  part: { '& + &': { marginTop: theme.spacing(2) } },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    fontSize: 13,
  },
  code: {
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    fontSize: 12.5,
    lineHeight: '18px',
    margin: 0,
    padding: theme.spacing(1.5),
    overflowX: 'auto',
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.palette.background.default,
  },
}));

function Yaml({
  where,
  text,
}: {
  readonly where: string;
  readonly text: string;
}) {
  const classes = useStyles();
  return (
    <div className={classes.part}>
      <div className={classes.head}>
        <span>{where}</span>
        {/* One thing, with what it says when it could not copy. */}
        <div>
          <CopyButton text={text} />
        </div>
      </div>
      {/* It may be wider than its place, and is then scrolled by keys too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={classes.code} tabIndex={0} aria-label={where}>
        {text}
      </pre>
    </div>
  );
}

/** What to paste for a rule to hold. */
export function YamlBlock({ yaml }: { readonly yaml: DoctorAnswer['yaml'] }) {
  const { t } = usePagesFormats();
  return (
    <Block
      title={t('doctor.result.yaml')}
      subtitle={t('doctor.result.yamlSubtitle')}
    >
      {yaml.catalogInfo && (
        <Yaml where={t('doctor.result.catalogInfo')} text={yaml.catalogInfo} />
      )}
      {yaml.appConfig && (
        <Yaml where={t('doctor.result.appConfig')} text={yaml.appConfig} />
      )}
    </Block>
  );
}
