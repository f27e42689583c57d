// The deadlines of the contract and those of the rules (domain/rules.h).
#pragma once

#include "domain/rules.h"
#include "hotline/v1/deadline.pb.h"
#include "service/what_if.h"

namespace hotline::api {

/// The newest rule of each, and where it comes from.
v1::GetDeadlinesResponse to_deadlines(const Rules& rules);

/// `rules` with these deadlines, as if they had always held; everything else as it is. invalid_argument where
/// an amount is beyond what the file of rules allows, or high risk would wait longer than medium.
Result<Rules> tried_rules(const Rules& rules, const v1::Deadlines& deadlines);

/// Numbers of a simulation, into its last message.
void add_found(const service::WhatIf& found, v1::SimulateDeadlinesResponse& out);

}  // namespace hotline::api
