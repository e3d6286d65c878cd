// Stands for @stdlib/assert-has-generator-support, which asks by evaluating a string: the page's policy refuses that, and
// every browser the app runs in has generators.
module.exports = () => true;
