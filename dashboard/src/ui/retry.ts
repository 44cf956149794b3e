const delays = [300, 1000, 3000];

/** Loads a piece of the panel; another replica may have what this one has not. */
export async function retry<T>(load: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await load();
    } catch (error) {
      const delay = delays[attempt];
      if (delay === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, delay * (0.7 + 0.6 * Math.random())));
    }
  }
}
