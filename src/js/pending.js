/** A promise that Rust settles. A `Promise` of js-sys' making takes a closure and two calls more. */
export class Pending {
  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }
}
