/** A font comes into the bundle as its bytes: see `rules` in wrangler.toml. */
declare module '*.ttf' {
  const bytes: ArrayBuffer;
  export default bytes;
}
