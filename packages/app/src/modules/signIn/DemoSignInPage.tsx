import {
  Content,
  Header,
  InfoCard,
  Page,
  ProxiedSignInPage,
} from '@backstage/core-components';
import type { IdentityApi, SignInPageProps } from '@backstage/core-plugin-api';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { readDemoPeople } from './demoPeople';
import { rememberedPerson } from './rememberedPerson';

/** The sign-in page of the demo: one card for each person, no password. */
export function DemoSignInPage({ onSignInSuccess }: SignInPageProps) {
  const config = useApi(configApiRef);
  const [userEntityRef, setUserEntityRef] = useState(rememberedPerson.get);

  if (userEntityRef) {
    return (
      <ProxiedSignInPage
        provider="demo"
        headers={{ 'x-demo-person': userEntityRef }}
        onSignInSuccess={identity => onSignInSuccess(forgetOnSignOut(identity))}
        ErrorComponent={({ error }) => (
          <SignInFailed
            message={error?.message}
            onBack={() => {
              rememberedPerson.clear();
              setUserEntityRef(undefined);
            }}
          />
        )}
      />
    );
  }

  return (
    <Page themeId="home">
      <Header title={config.getString('app.title')} />
      <Content>
        <Typography variant="h2" gutterBottom>
          Sign in as
        </Typography>
        <Grid container>
          {readDemoPeople(config).map(person => (
            <Grid item xs={12} sm={6} md={3} key={person.userEntityRef}>
              <InfoCard
                title={person.name}
                subheader={person.role}
                variant="fullHeight"
                actions={
                  <Button
                    color="primary"
                    variant="outlined"
                    onClick={() => {
                      rememberedPerson.set(person.userEntityRef);
                      setUserEntityRef(person.userEntityRef);
                    }}
                  >
                    Enter as {person.name}
                  </Button>
                }
              >
                <Typography>{person.sees}</Typography>
              </InfoCard>
            </Grid>
          ))}
        </Grid>
      </Content>
    </Page>
  );
}

function SignInFailed(props: { message?: string; onBack: () => void }) {
  return (
    <Page themeId="home">
      <Content>
        <Typography variant="h2" gutterBottom>
          Signing in failed
        </Typography>
        <Typography paragraph>
          {props.message ?? 'The portal did not answer.'} The catalog may still
          be loading: try again in a few seconds.
        </Typography>
        <Button color="primary" variant="outlined" onClick={props.onBack}>
          Back to the people
        </Button>
      </Content>
    </Page>
  );
}

function forgetOnSignOut(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    async signOut() {
      rememberedPerson.clear();
      await identity.signOut();
    },
  };
}
