//! The methods that judge a response, which both contracts have.

/// Writes the methods that judge a response, each under the default criteria and under others.
///
/// Two methods differ by contract: `findings` collects everything that affects the outcome, and `decide` decides by it.
macro_rules! judged {
    ($Response:ty) => {
        impl $Response {
            /// Decides the outcome under the [default criteria](Criteria#defaults).
            #[must_use]
            pub fn outcome(&self) -> Outcome {
                self.outcome_by(Criteria::DEFAULT)
            }

            /// Decides the outcome under your criteria, in the [documented order](Outcome#the-order-of-evaluation).
            #[must_use]
            pub fn outcome_by(&self, criteria: &Criteria) -> Outcome {
                self.decide(&self.findings(criteria))
            }

            /// Returns a [`Verified`] if **every required check passed and nothing contradicts it**, under the default
            /// criteria.
            ///
            /// `Some` only if the outcome is [`Outcome::Verified`].
            #[must_use]
            pub fn verified(&self) -> Option<Verified> {
                self.verified_by(Criteria::DEFAULT)
            }

            /// Returns a [`Verified`] if every check required by your criteria passed and nothing contradicts it.
            #[must_use]
            pub fn verified_by(&self, criteria: &Criteria) -> Option<Verified> {
                self.outcome_by(criteria).into_verified()
            }

            /// Lists every check that has a result, judged by the default criteria: first those in their documented
            /// place, in the order of [`Check::KNOWN`], then those [detected](Check#what-the-values-mean) elsewhere.
            #[must_use]
            pub fn checks(&self) -> Vec<CheckResult> {
                self.checks_by(Criteria::DEFAULT)
            }

            /// Lists every check that has a result, judged by your criteria.
            #[must_use]
            pub fn checks_by(&self, criteria: &Criteria) -> Vec<CheckResult> {
                self.findings(criteria).results
            }

            /// Lists every alert that is raised or can't be interpreted, under the default criteria.
            #[must_use]
            pub fn alerts(&self) -> Vec<CheckResult> {
                self.alerts_by(Criteria::DEFAULT)
            }

            /// Lists every alert whose value your criteria do not accept.
            #[must_use]
            pub fn alerts_by(&self, criteria: &Criteria) -> Vec<CheckResult> {
                self.findings(criteria).into_alerts()
            }
        }
    };
}

pub(super) use judged;
