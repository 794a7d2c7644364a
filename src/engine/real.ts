/**
 * Logarithm, exponential and normal quantile with the same bits in every JavaScript engine; knows nothing of what is drawn with them.
 * Math.log and Math.exp may differ in the last bit between engines, and one bit is enough to end another run. Here are only
 * + - * /, Math.sqrt and exact exponent bits, which the standard fixes. Errors stay below 1 ulp (ln, exp); see the tests.
 */

/** One double seen as two words. Scratch between two statements, never state. */
const double = new Float64Array([1]);
const words = new Uint32Array(double.buffer);
const HIGH = words[0] === 0 ? 1 : 0; // little or big endian

/** 2^k at k + ZERO for k from -1024 to 1023: a look-up is quicker than writing exponent bits, on which the next read would wait. */
const ZERO = 1024;
const powersOfTwo = new Float64Array(2 * ZERO);
powersOfTwo[ZERO] = 1;
for (let i = ZERO + 1; i < powersOfTwo.length; i++) powersOfTwo[i] = powersOfTwo[i - 1] * 2;
for (let i = ZERO - 1; i >= 0; i--) powersOfTwo[i] = powersOfTwo[i + 1] / 2;

/** ln 2 in two parts. LN2_HIGH is its first 32 binary digits, so that exponent * LN2_HIGH is exact. */
const LN2_HIGH = 0xb17217f7 / 0x1_0000_0000;
const LN2_LOW = 1.9082149292705877e-10;
const LN2_INVERSE = 1 / (LN2_HIGH + LN2_LOW);

/** 2^54 makes any subnormal normal. */
const SUBNORMAL_SCALE = 0x40_0000_0000_0000;
const MIN_NORMAL = 2.2250738585072014e-308;
/** High word of a double just below sqrt(1/2), and of 1. */
const SQRT_HALF_HIGH = 0x3fe6a09e;
const ONE_HIGH = 0x3ff00000;

/** exp of anything above is Infinity; of anything below is 0. */
const EXP_MAX = 709.782712893384;
const EXP_MIN = -745.1332191019412;

/**
 * Natural logarithm. ln(0) is -Infinity, ln(Infinity) is Infinity; below 0 and NaN give NaN. Subnormals are as exact as the rest.
 * x = 2^k * m with m in [sqrt(1/2), sqrt(2)); ln m = 2 artanh(s), s = (m - 1) / (m + 1), by its Taylor series up to s^21.
 */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const subnormal = x < MIN_NORMAL;
  const y = subnormal ? x * SUBNORMAL_SCALE : x;
  double[0] = y;
  // Counting the exponent from sqrt(1/2) instead of 1 leaves m around 1, where it loses nothing.
  const exponent = ((words[HIGH] + (ONE_HIGH - SQRT_HALF_HIGH)) >>> 20) - 1023;
  const k = subnormal ? exponent - 54 : exponent;
  const f = y * powersOfTwo[ZERO - exponent] - 1;

  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  // 2 (z/3 + z^2/5 + ...), odd and even powers apart: two short chains run side by side.
  const odd = z * (2 / 3 + w * (2 / 7 + w * (2 / 11 + w * (2 / 15 + w * (2 / 19)))));
  const even = w * (2 / 5 + w * (2 / 9 + w * (2 / 13 + w * (2 / 17 + w * (2 / 21)))));
  // ln(1 + f) = 2s + s * tail, and 2s = f - s * f, where f is exact.
  return k * LN2_HIGH - (s * (f - (odd + even)) - k * LN2_LOW - f);
}

/**
 * e^x. Above 709.78 Infinity, below -745.13 zero, in between subnormal results rounded once; NaN gives NaN.
 * x = k ln 2 + r with |r| <= ln(2) / 2; e^r = cosh r + sinh r by their Taylor series up to r^13.
 */
export function exp(x: number): number {
  if (!(x <= EXP_MAX)) return x > EXP_MAX ? Number.POSITIVE_INFINITY : Number.NaN;
  if (x < EXP_MIN) return 0;
  const k = Math.floor(x * LN2_INVERSE + 0.5);
  const head = x - k * LN2_HIGH;
  const tail = k * LN2_LOW;
  const r = head - tail;

  const z = r * r;
  const cosh = z * (1 / 2 + z * (1 / 24 + z * (1 / 720 + z * (1 / 40320 + z * (1 / 3628800 + z * (1 / 479001600))))));
  const sinh =
    z * (1 / 6 + z * (1 / 120 + z * (1 / 5040 + z * (1 / 362880 + z * (1 / 39916800 + z * (1 / 6227020800))))));
  const power = 1 + (head - (tail - (cosh + r * sinh)));
  if (k > 1023) return power * 2 * powersOfTwo[ZERO + k - 1];
  if (k < -1022) return (power * powersOfTwo[ZERO + k + 54]) / SUBNORMAL_SCALE;
  return power * powersOfTwo[ZERO + k];
}

/**
 * The z with Phi(z) = p: rising in p, -Infinity at 0, Infinity at 1, NaN outside [0, 1]. Relative error about 1e-15.
 * M. J. Wichura, Algorithm AS 241 (PPND16): The Percentage Points of the Normal Distribution, Applied Statistics 37 (1988) 477-484.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * central(0.180625 - q * q);
  if (!(p > 0 && p < 1)) return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
  const r = Math.sqrt(-ln(q < 0 ? p : 1 - p));
  const z = r <= 5 ? middle(r - 1.6) : far(r - 5);
  return q < 0 ? -z : z;
}

// The three rational approximations of AS 241; coefficients as printed there, rounded to doubles, from the lowest power up.
// biome-ignore format: one level of nesting per line would hide that these are two polynomials
const central = (r: number): number =>
  (3.3871328727963665 + r * (133.14166789178438 + r * (1971.5909503065513 + r * (13731.69376550946 +
    r * (45921.95393154987 + r * (67265.7709270087 + r * (33430.57558358813 + r * 2509.0809287301227))))))) /
  (1 + r * (42.31333070160091 + r * (687.1870074920579 + r * (5394.196021424751 +
    r * (21213.794301586597 + r * (39307.89580009271 + r * (28729.085735721943 + r * 5226.495278852854)))))));

// biome-ignore format: as above
const middle = (r: number): number =>
  (1.4234371107496835 + r * (4.630337846156546 + r * (5.769497221460691 + r * (3.6478483247632045 +
    r * (1.2704582524523684 + r * (0.2417807251774506 + r * (0.022723844989269184 + r * 0.0007745450142783414))))))) /
  (1 + r * (2.053191626637759 + r * (1.6763848301838038 + r * (0.6897673349851 +
    r * (0.14810397642748008 + r * (0.015198666563616457 + r * (0.0005475938084995345 + r * 1.0507500716444169e-9)))))));

// biome-ignore format: as above
const far = (r: number): number =>
  (6.657904643501103 + r * (5.463784911164114 + r * (1.7848265399172913 + r * (0.29656057182850487 +
    r * (0.026532189526576124 + r * (0.0012426609473880784 + r * (2.7115555687434876e-5 + r * 2.0103343992922881e-7))))))) /
  (1 + r * (0.599832206555888 + r * (0.1369298809227358 + r * (0.014875361290850615 +
    r * (0.0007868691311456133 + r * (1.8463183175100548e-5 + r * (1.421511758316446e-7 + r * 2.0442631033899397e-15)))))));
