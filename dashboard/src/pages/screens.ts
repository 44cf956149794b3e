import '../text/screens';

export { RunScreen } from '../run/RunScreen';
export { History } from './History';
export { RouteScreen } from './RouteScreen';
