//! Text from outside, made safe, short and measurable.
