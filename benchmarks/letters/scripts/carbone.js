// Times carbone: one letter after another, as its documentation shows.
const fs = require("fs");
const spent = () => process.cpuUsage().user + process.cpuUsage().system;
const load = (name) => require(require.resolve(name, { paths: [process.cwd()] }));
const carbone = load("carbone");
const [template, data, letter, count] = process.argv.slice(2);
const given = JSON.parse(fs.readFileSync(data, "utf8"));
for (const list of ["recipients", "body", "copies"]) {
  given[list] = given[list].map((text) => ({ text }));
}
const times = [];

function make(done) {
  const start = spent();
  carbone.render(template, given, (error, made) => {
    if (error) throw error;
    done(made, (spent() - start) / 1e6);
  });
}

function next(made) {
  if (times.length >= Number(count)) {
    fs.writeFileSync(letter, made);
    console.log(times.sort((one, other) => one - other)[times.length >> 1]);
    process.exit(0);
  }
  make((again, taken) => {
    times.push(taken);
    next(again);
  });
}

make((made) => next(made));
