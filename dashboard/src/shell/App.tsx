import { useEffect, useSyncExternalStore } from 'react';
import { Route, Router, Switch } from 'wouter';
import { Home } from '../pages/Home';
import { Drawer, History, RouteScreen, RunScreen, Timetable } from './screens';
import { call, onPush, socket } from '../wire/calls';
import { beforeGo, followClicks } from '../wire/address';
import { base, build } from '../wire/mount';
import type { Shell as ShellData } from '../wire/protocol.gen';
import { shell } from '../wire/shell';
import { followHome } from './home';
import { forget, startClean } from './session';
import { SignedOut } from './SignedOut';
import { NotFound } from './NotFound';
import { prefetch } from './prefetch';
import { busyScreen } from './screen';
import { Shell } from './Shell';
import { showTheme } from './theme';

/** The whole panel. */
export function App() {
  useEffect(() => {
    const ends = [followShell(), followHome(), followClicks(), watchBuild()];
    socket.start();
    prefetch();
    return () => {
      ends.forEach((end) => end());
      socket.stop();
    };
  }, []);
  if (useSignedOut()) return <SignedOut />;
  return (
    <Router base={base}>
      <Drawer />
      <Shell>
        <Switch>
          <Route path="/">
            <Home />
          </Route>
          <Route path="/-/runs/:id">{({ id }) => <RunScreen key={id} id={id} />}</Route>
          <Route path="/-/history">
            <History />
          </Route>
          <Route path="/-/schedules">
            <Timetable />
          </Route>
          <Route path="/-/*?">
            <NotFound />
          </Route>
          <Route path="/*">{(params) => <RouteScreen slug={(params['*'] ?? '').replace(/\/$/, '')} />}</Route>
        </Switch>
      </Shell>
    </Router>
  );
}

function useSignedOut(): boolean {
  return useSyncExternalStore(socket.connection.subscribe, isSignedOut);
}

const isSignedOut = () => socket.connection.get().state === 'signed-out';

// The person and the tree, asked after every connection and kept by pushes.
function followShell(): () => void {
  let seen = 0;
  let person = '';
  const take = (data: ShellData) => {
    if (person && person !== data.person.id) {
      startClean();
      return;
    }
    person = data.person.id;
    const before = shell.get();
    shell.set(data);
    if (before?.theme !== data.theme) showTheme(data.theme);
  };
  const ask = () => {
    const { opened } = socket.connection.get();
    if (isSignedOut()) forget();
    if (opened === seen) return;
    seen = opened;
    call('SHELL').then(take, () => {
      // The next connection asks again.
    });
  };
  const ends = [onPush('SHELL', take), socket.connection.subscribe(ask)];
  ask();
  return () => ends.forEach((end) => end());
}

// A newer build on the server is loaded at the next change of screens, never
// while a run waits here.
function watchBuild(): () => void {
  beforeGo.leave = (address) => {
    const wanted = shell.get()?.build;
    if (!build || !wanted || wanted === build || busyScreen.get()) return false;
    location.assign(address);
    return true;
  };
  return () => {
    delete beforeGo.leave;
  };
}
