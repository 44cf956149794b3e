/** The whole panel. */
export function App() {
  return null;
}
