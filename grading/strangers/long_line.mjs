// Prints one very long word, and does not listen.
console.log("x".repeat(200_000)); // a base64 picture, a hex dump, minified JSON
setInterval(() => {}, 1000);
