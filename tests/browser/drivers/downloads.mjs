// Files that a browser puts into a folder.
import { mkdirSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { eventually } from "../support.mjs";

/** What browsers call a file that is still coming. */
const UNFINISHED = /\.(part|wkdownload|crdownload)$/;

/** The folder for downloads below another. */
export function downloadsIn(folder) {
  const path = join(folder, "downloads");
  mkdirSync(path);
  return {
    path,
    /** Does something that downloads one file; its name and bytes. The file is taken away. */
    async of(action) {
      await action();
      let last;
      const look = async () => {
        const names = await readdir(path);
        if (names.length !== 1 || UNFINISHED.test(names[0])) return { names };
        // Firefox may give it another name at its end.
        const bytes = await readFile(join(path, names[0])).catch(() => null);
        const isSame = names[0] === last?.name && bytes?.length === last?.bytes?.length;
        last = { names, name: names[0], bytes };
        return isSame ? last : { names };
      };
      const { names, name, bytes } = await eventually(look, ({ bytes }) => bytes?.length > 0, 20_000);
      if (!bytes?.length) throw new Error(`no file was downloaded: ${names.join(", ") || "nothing came"}`);
      await rm(join(path, name));
      return { name, bytes };
    },
  };
}
