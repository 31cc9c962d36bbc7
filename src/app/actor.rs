//! Who asks, and what they may do.

use std::collections::BTreeSet;

use entity::ids::{ApplicationId, MarketId, OrganisationId, StaffId};
use entity::kinds::{ActorKind, Role};
use entity::staff_role;

use super::AppError;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    Public,
    /// Someone who holds the secret link of one application.
    Vendor {
        application_id: ApplicationId,
        code: String,
    },
    Staff(StaffMember),
    /// A job, or whoever sits at the machine itself.
    System,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffMember {
    pub id: StaffId,
    pub public_id: String,
    pub name: String,
    pub email: String,
    pub roles: Vec<staff_role::Model>,
}

impl StaffMember {
    pub fn has_role(&self, role: Role, market_id: MarketId) -> bool {
        self.roles
            .iter()
            .any(|row| row.role == role && row.market_id == Some(market_id))
    }

    /// By another task at this market, or as an attester, who may be asked from any market.
    fn meets_people(&self, market_id: MarketId) -> bool {
        self.roles.iter().any(|row| match row.role {
            Role::Auditor => false,
            Role::Attester => true,
            Role::Admin | Role::Operator | Role::Verifier | Role::DayStaff => {
                row.market_id == Some(market_id)
            }
        })
    }

    pub fn attests_for(&self, organisation_id: OrganisationId) -> bool {
        self.roles
            .iter()
            .any(|row| row.role == Role::Attester && row.organisation_id == Some(organisation_id))
    }
}

impl Actor {
    /// Staff of the market with one of these roles, or the machine itself.
    ///
    /// # Errors
    /// `Forbidden` for everybody else.
    pub fn require(&self, market_id: MarketId, roles: &[Role]) -> Result<(), AppError> {
        let allowed = match self {
            Self::System => true,
            Self::Staff(member) => roles.iter().any(|role| member.has_role(*role, market_id)),
            Self::Public | Self::Vendor { .. } => false,
        };
        if allowed {
            Ok(())
        } else {
            Err(AppError::Forbidden)
        }
    }

    /// Those who run the allocation.
    ///
    /// # Errors
    /// `Forbidden` for everybody else.
    pub fn require_operator(&self, market_id: MarketId) -> Result<(), AppError> {
        self.require(market_id, &[Role::Operator, Role::Admin])
    }

    /// Those who may look at the allocation from the inside: who runs it, and who audits it.
    ///
    /// # Errors
    /// `Forbidden` for everybody else.
    pub fn require_reader(&self, market_id: MarketId) -> Result<(), AppError> {
        self.require(market_id, &[Role::Operator, Role::Admin, Role::Auditor])
    }

    /// Whether they may learn who a code is. An auditor reads what was decided, by code.
    pub fn knows_names(&self, market_id: MarketId) -> bool {
        self.require_operator(market_id).is_ok()
    }

    /// The vendor of this application, or staff who act for them at a window.
    ///
    /// # Errors
    /// `Forbidden` for everybody else.
    pub fn require_vendor(
        &self,
        market_id: MarketId,
        application: ApplicationId,
    ) -> Result<(), AppError> {
        match self {
            Self::Vendor { application_id, .. } if *application_id == application => Ok(()),
            _ => self.require_operator(market_id),
        }
    }

    /// The vendor of this application, and nobody for them.
    ///
    /// # Errors
    /// `Forbidden` for everybody else.
    pub fn require_owner(&self, application: ApplicationId) -> Result<(), AppError> {
        match self {
            Self::Vendor { application_id, .. } if *application_id == application => Ok(()),
            _ => Err(AppError::Forbidden),
        }
    }

    /// Auditors who have no other task by which they could learn who a code is.
    ///
    /// # Errors
    /// `Forbidden` for everybody else.
    pub fn require_auditor(&self, market_id: MarketId) -> Result<(), AppError> {
        let is_auditor_alone = match self {
            Self::System => true,
            Self::Staff(member) => {
                member.has_role(Role::Auditor, market_id) && !member.meets_people(market_id)
            }
            Self::Public | Self::Vendor { .. } => false,
        };
        if is_auditor_alone {
            Ok(())
        } else {
            Err(AppError::Forbidden)
        }
    }

    /// Whom the row names as having decided, when it was a person.
    pub const fn staff_id(&self) -> Option<StaffId> {
        match self {
            Self::Staff(member) => Some(member.id),
            _ => None,
        }
    }

    pub const fn kind(&self) -> ActorKind {
        match self {
            Self::Staff(_) => ActorKind::Staff,
            Self::Public | Self::Vendor { .. } => ActorKind::Vendor,
            Self::System => ActorKind::System,
        }
    }

    /// What the audit says of their task: the roles at this market, or all of them where there is
    /// no market.
    pub fn role_at(&self, market_id: Option<MarketId>) -> Option<String> {
        let Self::Staff(member) = self else {
            return None;
        };
        let is_here = |row: &&staff_role::Model| {
            market_id.is_none() || row.market_id == market_id || row.market_id.is_none()
        };
        let roles = member.roles.iter().filter(is_here).map(|row| row.role);
        let roles: BTreeSet<Role> = roles.collect();
        let words: Vec<&str> = roles.into_iter().map(Role::as_str).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// How the audit names them: never by name.
    pub fn reference(&self) -> Option<String> {
        match self {
            Self::Staff(member) => Some(member.public_id.clone()),
            Self::Vendor { code, .. } => Some(code.clone()),
            Self::Public | Self::System => None,
        }
    }
}
