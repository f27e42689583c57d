// From [notify] of the configuration to what the outbox and the courier need: files read, addresses checked.
#pragma once

#include <memory>
#include <string_view>

#include "app/config.h"
#include "base/status.h"
#include "notify/courier.h"
#include "notify/settings.h"
#include "service/outbox.h"

namespace hotline::app {

/// Errors: those of notify/settings.h, of the key files (evidence/key_file.h) and notify_file_malformed.
Result<notify::Channels> channels_of(const ConfigNotify& config);

/// Further errors: contacts_malformed, whose fields name the lines; public_url_malformed.
Result<service::Reach> reach_of(const ConfigNotify& config);

/// Null where nothing is switched on. `way_out`: see App::start; null for what the configuration names.
Result<std::unique_ptr<notify::Courier>> courier_of(const ConfigNotify& config, service::World& world,
                                                    std::unique_ptr<notify::Transport> way_out);

/// The file of duty contacts: a section an office, with `emails` and `telephones`, at most eight of each.
/// Anything else is contacts_malformed.
Result<std::map<std::string, service::DutyContact>> parse_contacts(std::string_view toml);

}  // namespace hotline::app
