// Reading of what spreadsheets paste and export.

import Papa from 'papaparse';

/** Cells that were pasted. What came from a spreadsheet has tabs between them. */
export function pasted(text: string): string[][] {
  const options = { delimiter: text.includes('\t') ? '\t' : ',', skipEmptyLines: false } as const;
  const lines = Papa.parse<string[]>(text.replace(/\r?\n$/, ''), options).data;
  // Commas in one line of words are no cells.
  return options.delimiter === ',' && lines.length < 2 ? [[text.trim()]] : lines;
}

/** Thrown for a file with more lines than are taken. */
export class TooLong extends Error {}

/** The lines of a CSV file, read bit by bit: a large one neither fills the memory nor stops the page. */
export function linesOf(file: File, most: number): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const lines: string[][] = [];
    Papa.parse<string[]>(file, {
      skipEmptyLines: 'greedy',
      chunkSize: 256 << 10,
      chunk: ({ data }, parser) => {
        for (const line of data) lines.push(line);
        if (lines.length <= most) return;
        reject(new TooLong()); // first: what is given up is complete, too
        parser.abort();
      },
      complete: () => resolve(lines),
      error: reject,
    });
  });
}
