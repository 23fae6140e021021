// The built page on one port, and the folder of embedding posts on another: two origins, as a blog and its host.
import { serve } from "../../scripts/serve.mjs";

/** Where `make dist` puts the page. */
export const DIST = new URL("../../dist/", import.meta.url).pathname;

/** Serves dist/ and resolves to `{ origin, close }`. */
export const servePage = () => serve(DIST);

/**
 * Serves `folder` from an origin of its own, as another site's post would be.
 * It sends no CORS header: what the element needs must come from where the element is.
 */
export const serveOtherOrigin = (folder) => serve(folder, { cors: false });
